/// The one DynamoDB table: keys, items, conditions, writes and transactions. Only this package builds
/// requests to DynamoDB.
@NullMarked
package kezek.table;

import org.jspecify.annotations.NullMarked;
