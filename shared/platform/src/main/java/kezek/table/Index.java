package kezek.table;

/// An index of the table, as template.yaml declares it. An item is in the index while it has both
/// attributes.
///
/// @param partitionAttribute the attribute whose value says in which partition of the index an item is
/// @param sortAttribute the attribute that orders the items of a partition
public record Index(String name, String partitionAttribute, String sortAttribute) {}
