/// Takes personal numbers and addresses out of a text before it leaves the house, and puts them back into
/// what comes home. Pure: no AWS, no JSON, no clock, no network. What is masked, what is not and how it
/// was measured: `docs/privacy.md`.
@NullMarked
package kezek.privacy;

import org.jspecify.annotations.NullMarked;
