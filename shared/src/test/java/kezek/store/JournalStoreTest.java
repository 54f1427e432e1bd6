package kezek.store;

class JournalStoreTest extends JournalStoreContract {

    @Override
    protected TestTable newTable() {
        return new FakeTable();
    }
}
