/// Masks personal numbers and addresses in a text before it goes to a model, and restores them in the
/// model's answer. Pure: no AWS, no JSON, no clock, no network. `docs/privacy.md` says what is masked,
/// what is not, and how that was measured.
@NullMarked
package kezek.privacy;

import org.jspecify.annotations.NullMarked;
