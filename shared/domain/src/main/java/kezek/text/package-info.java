/// How texts are compared: one normalization, one transliteration, one keyboard layout. JDK only.
@NullMarked
package kezek.text;

import org.jspecify.annotations.NullMarked;
