package kezek.services;

import kezek.store.ChangesByHandContract;
import kezek.store.JournalStoreContract;
import kezek.store.StoresContract;
import kezek.store.TestTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/// The emulators of the local stack: DynamoDB Local, ElasticMQ, S3Proxy.
class EmbeddedServicesIT {

    private static Services services;

    @BeforeAll
    static void start() {
        services = new EmbeddedServices();
    }

    @AfterAll
    static void stop() {
        if (services != null) {
            services.close();
        }
    }

    @Nested
    class TableIT extends TableContract {

        @Override
        Services services() {
            return services;
        }
    }

    @Nested
    class QueueIT extends QueueContract {

        @Override
        Services services() {
            return services;
        }
    }

    @Nested
    class BucketIT extends BucketContract {

        @Override
        Services services() {
            return services;
        }
    }

    @Nested
    class StoresIT extends StoresContract {

        @Override
        protected TestTable newTable() {
            return RealTable.emptied(services);
        }
    }

    @Nested
    class ChangesByHandIT extends ChangesByHandContract {

        @Override
        protected TestTable newTable() {
            return RealTable.emptied(services);
        }
    }

    @Nested
    class JournalStoreIT extends JournalStoreContract {

        @Override
        protected TestTable newTable() {
            return RealTable.emptied(services);
        }
    }
}
