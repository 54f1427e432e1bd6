/// Takes personal numbers and addresses out of a text before it goes to a model, and puts them back into
/// the model's answer. Pure: no AWS, no JSON, no clock, no network. `docs/privacy.md` says what is masked,
/// what is not, and how it was measured.
@NullMarked
package kezek.privacy;

import org.jspecify.annotations.NullMarked;
