/// The one DynamoDB table: its keys, its items, and one method for every change of state. All decisions
/// are read consistently.
@NullMarked
package kezek.store;

import org.jspecify.annotations.NullMarked;
