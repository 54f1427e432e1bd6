/// The domain model: tickets, offices, managers, and what is known about them. Uses neither AWS nor JSON
/// nor a clock.
@NullMarked
package kezek.domain;

import org.jspecify.annotations.NullMarked;
