/// The command `localstack/run`: starts everything, imports a folder, shows who got what and why.
@NullMarked
package kezek.local.run;

import org.jspecify.annotations.NullMarked;
