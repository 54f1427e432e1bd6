package kezek.tickets;

import kezek.testing.FakeTable;
import kezek.testing.TestTable;

class ChangesByHandTest extends ChangesByHandContract {

    @Override
    protected TestTable newTable() {
        return new FakeTable();
    }
}
