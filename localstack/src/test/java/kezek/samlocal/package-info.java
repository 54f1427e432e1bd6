/// Runs the functions in Lambda's own image. The SAM CLI starts them from the unchanged template.yaml.
@NullMarked
package kezek.samlocal;

import org.jspecify.annotations.NullMarked;
