package kezek.services;

import cloud.localstack.Localstack;
import cloud.localstack.docker.LocalstackDockerExtension;
import cloud.localstack.docker.annotation.LocalstackDockerProperties;
import java.net.URI;
import java.util.Set;
import kezek.services.Services.Deviation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// Runs LocalStack in a container of its own on a free port, so that other containers of this machine are
/// not affected.
@Tag("localstack-services")
@ExtendWith({LocalStackContainer.class, LocalstackDockerExtension.class})
@LocalstackDockerProperties(
        imageName = LocalStackContainer.IMAGE,
        imageTag = LocalStackContainer.TAG,
        randomizePorts = true,
        environmentVariableProvider = LocalStackContainer.Variables.class)
@SuppressWarnings("deprecation") // its author's advice is to take the default port, which may be in use
class LocalStackServicesIT extends AllServicesContract {

    private static final Set<Deviation> DEVIATIONS =
            Set.of(Deviation.SIGNATURES_NOT_VERIFIED, Deviation.BLANK_AS_IN_A_PATH, Deviation.DELAY_WITHOUT_LIMIT);

    private static Services services;

    @BeforeAll
    static void start() {
        int port = Localstack.INSTANCE.getLocalStackContainer().getExternalPortFor(Localstack.DEFAULT_EDGE_PORT);
        services = new RemoteServices(URI.create("http://localhost:" + port), DEVIATIONS);
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
