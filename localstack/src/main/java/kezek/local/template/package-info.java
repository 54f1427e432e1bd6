/// Reads template.yaml into records, with every reference resolved to the name it has on this machine.
@NullMarked
package kezek.local.template;

import org.jspecify.annotations.NullMarked;
