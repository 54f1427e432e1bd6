/// Compares the permissions that the functions use with those that their roles in template.yaml grant.
/// Emulators do not check them.
@NullMarked
package kezek.rights;

import org.jspecify.annotations.NullMarked;
