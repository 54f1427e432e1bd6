/// Reads template.yaml into records. Every reference is resolved to a name on this machine.
@NullMarked
package kezek.local.template;

import org.jspecify.annotations.NullMarked;
