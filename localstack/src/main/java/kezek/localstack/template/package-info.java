/// Reads template.yaml into records: what is in it, with every reference resolved to the name it has on this
/// machine.
@NullMarked
package kezek.localstack.template;

import org.jspecify.annotations.NullMarked;
