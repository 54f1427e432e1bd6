/// The one DynamoDB table: keys, items, conditions, writes and transactions. Only this package builds
/// requests to DynamoDB and knows its types; the stores of the other packages say what they want with
/// [kezek.table.Key], [kezek.table.Condition], [kezek.table.Write] and [kezek.table.IndexQuery].
@NullMarked
package kezek.table;

import org.jspecify.annotations.NullMarked;
