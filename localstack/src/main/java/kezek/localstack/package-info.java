/// Runs the deployment that template.yaml describes on one machine.
@NullMarked
package kezek.localstack;

import org.jspecify.annotations.NullMarked;
