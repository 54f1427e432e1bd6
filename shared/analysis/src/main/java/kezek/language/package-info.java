/// Detects the language of a message and extracts the text that its author wrote: the detector, clean
/// text, tokens and spellings. It knows nothing about categories and priorities; `kezek.analysis` builds
/// on it.
@NullMarked
package kezek.language;

import org.jspecify.annotations.NullMarked;
