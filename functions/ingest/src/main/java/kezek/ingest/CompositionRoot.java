package kezek.ingest;

import java.time.Clock;
import java.util.Map;
import kezek.execution.ExecutionContext;
import kezek.imports.ImportStore;
import kezek.lambda.Clients;
import kezek.lambda.Settings;
import kezek.messaging.QueueName;
import kezek.messaging.Queues;
import kezek.places.Geocoders;
import kezek.places.HomeCountry;
import kezek.roster.RosterStore;
import kezek.rules.RulesFile;
import kezek.table.Table;
import kezek.tickets.TicketIntake;
import kezek.tickets.TicketStore;
import kezek.waves.WaveStore;
import kezek.waves.WaveWatch;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Builds what both handlers of ingest need, from the environment or from clients that a caller brings.
record CompositionRoot(
        Settings settings, SqsClient sqs, ImportStore imports, ImportReader reader, ExecutionContext execution) {

    static CompositionRoot of(Map<String, String> environment) {
        Settings settings = new Settings(environment);
        // An emulator has one host name, and none for each bucket.
        S3Client s3 = Clients.configured(S3Client.builder(), settings, "S3")
                .forcePathStyle(settings.endpoint("S3").isPresent())
                .build();
        return of(
                settings,
                Clients.sqs(settings),
                s3,
                new Table(Clients.dynamoDb(settings), settings.required("TABLE_NAME")),
                Partitioning.STANDARD,
                ExecutionContext.real());
    }

    static CompositionRoot of(
            Settings settings,
            SqsClient sqs,
            S3Client s3,
            Table table,
            Partitioning partitioning,
            ExecutionContext execution) {
        Clock clock = execution.clock();
        Queues queues =
                new Queues(sqs, settings, QueueName.INGEST, QueueName.GEOCODE, QueueName.CLASSIFY, QueueName.ASSIGN);
        ImportStore imports = new ImportStore(table);
        WaveStore waves = new WaveStore(table);
        WaveWatch watch = new WaveWatch(waves, queues);
        RosterFileReader rosterReader = new RosterFileReader(
                new RosterStore(table),
                imports,
                Geocoders.from(settings, new HomeCountry(RulesFile.standard().homeCountries()), table, execution),
                watch,
                execution);
        TicketIntake intake = new TicketIntake(new TicketStore(table), waves, queues, watch, execution);
        TicketRows ticketRows = new TicketRows(intake, imports, partitioning, execution.parallel());
        TicketFileReader ticketReader =
                new TicketFileReader(imports, waves, ticketRows, queues, watch, partitioning, clock);
        ObjectStore objects = new S3ObjectStore(s3, settings.required("BUCKET_NAME"));
        return new CompositionRoot(
                settings,
                sqs,
                imports,
                new ImportReader(objects, imports, rosterReader, ticketReader, watch, queues, clock),
                execution);
    }
}
