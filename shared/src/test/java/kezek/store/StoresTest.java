package kezek.store;

class StoresTest extends StoresContract {

    @Override
    protected TestTable newTable() {
        return new FakeTable();
    }
}
