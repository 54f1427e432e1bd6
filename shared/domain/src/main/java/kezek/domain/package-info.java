/// The words of Kezek: tickets, offices, managers, and what is known about them. No AWS, no JSON, no clock.
@NullMarked
package kezek.domain;

import org.jspecify.annotations.NullMarked;
