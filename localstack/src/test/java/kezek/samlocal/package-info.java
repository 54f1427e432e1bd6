/// The functions in Lambda's own image, started by SAM's command from template.yaml as it is.
@NullMarked
package kezek.samlocal;

import org.jspecify.annotations.NullMarked;
