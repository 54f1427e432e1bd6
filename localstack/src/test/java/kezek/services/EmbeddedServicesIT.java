package kezek.services;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The emulators of the local stack: DynamoDB Local, ElasticMQ, S3Proxy.
class EmbeddedServicesIT extends AllServicesContract {

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

    @Override
    Services services() {
        return services;
    }
}
