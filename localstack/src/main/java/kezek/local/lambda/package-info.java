/// Runs the functions: in child JVMs on the AWS runtime client, or in this JVM for fast tests.
@NullMarked
package kezek.local.lambda;

import org.jspecify.annotations.NullMarked;
