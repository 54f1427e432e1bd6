package kezek.ingest;

import java.time.Clock;
import java.util.Map;
import kezek.execution.ExecutionContext;
import kezek.imports.ImportStore;
import kezek.lambda.Clients;
import kezek.lambda.Settings;
import kezek.messaging.Queues;
import kezek.places.Geocoders;
import kezek.places.HomeCountry;
import kezek.roster.RosterStore;
import kezek.rules.RulesFile;
import kezek.table.Table;
import kezek.tickets.TicketStore;
import kezek.waves.WaveStore;
import kezek.waves.WaveWatch;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/// What both handlers of ingest stand on.
record Composition(
        Settings settings, SqsClient sqs, ImportStore imports, ImportReader reader, ExecutionContext execution) {

    static Composition of(Map<String, String> environment) {
        Settings settings = new Settings(environment);
        // An emulator has a name, but no name for each bucket.
        S3Client s3 = Clients.configured(S3Client.builder(), settings, "S3")
                .forcePathStyle(settings.endpoint("S3").isPresent())
                .build();
        return of(
                settings,
                Clients.sqs(settings),
                s3,
                new Table(Clients.dynamoDb(settings), settings.required("TABLE_NAME")),
                Cut.STANDARD,
                ExecutionContext.real());
    }

    static Composition of(
            Settings settings, SqsClient sqs, S3Client s3, Table table, Cut cut, ExecutionContext execution) {
        Clock clock = execution.clock();
        Queues queues = new Queues(sqs, settings);
        ImportStore imports = new ImportStore(table);
        WaveStore waves = new WaveStore(table);
        WaveWatch watch = new WaveWatch(waves, queues);
        RosterFile rosterFile = new RosterFile(
                new RosterStore(table),
                imports,
                Geocoders.from(settings, new HomeCountry(RulesFile.standard().homeCountries()), table, execution),
                watch,
                execution);
        TicketRows ticketRows = new TicketRows(new TicketStore(table), imports, waves, queues, watch, cut, execution);
        TicketFile ticketFile = new TicketFile(imports, waves, ticketRows, queues, watch, cut, clock);
        ObjectStore objects = new S3ObjectStore(s3, settings.required("BUCKET_NAME"));
        return new Composition(
                settings,
                sqs,
                imports,
                new ImportReader(objects, imports, rosterFile, ticketFile, watch, queues, clock),
                execution);
    }
}
