/// Runs the deployment that template.yaml describes on one machine.
@NullMarked
package kezek.local;

import org.jspecify.annotations.NullMarked;
