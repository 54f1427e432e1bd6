package kezek.tickets;

import kezek.testing.FakeTable;
import kezek.testing.TestTable;

class ManualChangeStoreTest extends ManualChangeStoreContract {

    @Override
    protected TestTable newTable() {
        return new FakeTable();
    }
}
