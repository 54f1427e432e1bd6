/// The routing and priority rules as an editable JSON file.
@NullMarked
package kezek.rules;

import org.jspecify.annotations.NullMarked;
