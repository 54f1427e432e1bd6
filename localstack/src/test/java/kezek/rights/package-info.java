/// What the functions ask of AWS, against what their roles in template.yaml allow. No emulator checks that.
@NullMarked
package kezek.rights;

import org.jspecify.annotations.NullMarked;
