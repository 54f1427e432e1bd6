package kezek.figures;

import kezek.testing.FakeTable;
import kezek.testing.TestTable;

class JournalStoreTest extends JournalStoreContract {

    @Override
    protected TestTable newTable() {
        return new FakeTable();
    }
}
