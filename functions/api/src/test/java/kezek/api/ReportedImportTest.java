package kezek.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kezek.api.imports.ImportLookup;
import kezek.api.reports.ReportedImport;
import kezek.http.HttpError;
import kezek.reports.ImportTickets;
import kezek.reports.ReviewedTickets;
import kezek.world.World;
import org.junit.jupiter.api.Test;

class ReportedImportTest {

    private final ReportTeam team = new ReportTeam();
    private final ApiDriver api = team.api;
    private final World world = api.world;

    @Test
    void importThatIsTooLarge_isRefused_andSaysTheLimit() {
        api.add(1, 20);

        assertThat(reported(20).tickets(World.IMPORT)).hasSize(20);
        assertThatThrownBy(() -> reported(19).tickets(World.IMPORT))
                .isInstanceOfSatisfying(
                        HttpError.class,
                        refused -> assertThat(refused.toResponse().status()).isEqualTo(422))
                .hasMessageContaining("more than 19 tickets");
    }

    @Test
    void importReadInSmallPages_isWhole_andDeletedTicketsAreLeftOut() {
        world.dynamoDb.pageAfter(2);
        api.add(1, 50);
        api.bury(7);

        assertThat(reported(1_000).tickets(World.IMPORT)).hasSize(49);
    }

    private ReportedImport reported(int maxTickets) {
        return new ReportedImport(
                new ImportLookup(world.imports),
                new ImportTickets(world.table),
                new ReviewedTickets(world.table),
                maxTickets);
    }
}
