package kezek.services;

import kezek.figures.JournalStoreContract;
import kezek.places.PlaceStoresContract;
import kezek.testing.TestTable;
import kezek.tickets.ManualChangeStoreContract;
import kezek.tickets.StoresContract;
import org.junit.jupiter.api.Nested;

/// Everything that Kezek relies on in the table, the queues and the bucket, and its stores on that table.
abstract class AllServicesContract {

    abstract Services services();

    @Nested
    class TableIT extends TableContract {

        @Override
        Services services() {
            return AllServicesContract.this.services();
        }
    }

    @Nested
    class QueueIT extends QueueContract {

        @Override
        Services services() {
            return AllServicesContract.this.services();
        }
    }

    @Nested
    class BucketIT extends BucketContract {

        @Override
        Services services() {
            return AllServicesContract.this.services();
        }
    }

    @Nested
    class StoresIT extends StoresContract {

        @Override
        protected TestTable newTable() {
            return RealTable.emptied(services());
        }
    }

    @Nested
    class PlaceStoresIT extends PlaceStoresContract {

        @Override
        protected TestTable newTable() {
            return RealTable.emptied(services());
        }
    }

    @Nested
    class ManualChangeStoreIT extends ManualChangeStoreContract {

        @Override
        protected TestTable newTable() {
            return RealTable.emptied(services());
        }
    }

    @Nested
    class JournalStoreIT extends JournalStoreContract {

        @Override
        protected TestTable newTable() {
            return RealTable.emptied(services());
        }
    }
}
