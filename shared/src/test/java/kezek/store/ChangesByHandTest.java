package kezek.store;

class ChangesByHandTest extends ChangesByHandContract {

    @Override
    protected TestTable newTable() {
        return new FakeTable();
    }
}
