/// Which language a message is written in, and what its author wrote: the detector, clean text, tokens and
/// spellings. Knows nothing of categories and priorities; `kezek.analysis` builds on it.
@NullMarked
package kezek.language;

import org.jspecify.annotations.NullMarked;
