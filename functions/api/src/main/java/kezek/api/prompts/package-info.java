/// Routes of prompts.
@NullMarked
package kezek.api.prompts;

import org.jspecify.annotations.NullMarked;
