package kezek.tickets;

import kezek.testing.FakeTable;
import kezek.testing.TestTable;

class StoresTest extends StoresContract {

    @Override
    protected TestTable newTable() {
        return new FakeTable();
    }
}
