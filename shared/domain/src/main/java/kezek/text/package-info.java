/// Text comparison: normalization, transliteration and keyboard layouts. Uses only the JDK.
@NullMarked
package kezek.text;

import org.jspecify.annotations.NullMarked;
