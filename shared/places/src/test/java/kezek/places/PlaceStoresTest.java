package kezek.places;

import kezek.testing.FakeTable;
import kezek.testing.TestTable;

class PlaceStoresTest extends PlaceStoresContract {

    @Override
    protected TestTable newTable() {
        return new FakeTable();
    }
}
