package dev.sluice.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.LocalSpark;
import dev.sluice.fault.Code;
import dev.sluice.fault.Fault;
import java.util.Arrays;
import java.util.List;
import nl.basjes.parse.useragent.UserAgentAnalyzer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class TestUserAgentTransform {
    private static final String CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"
            + " (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36";
    private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/16.5 Mobile/15E148 Safari/604.1";
    private static final String BOT = "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)";
    private static final String AGENTS =
            "SELECT * FROM VALUES (7L, '%s'), (7L, '%s'), (7L, '%s'), (8L, ''), (8L, NULL), (8L, '%s') AS t(_item, ua)"
                    .formatted(CHROME, PHONE, BOT, CHROME);

    @Test
    void addsWhatTheAgentTellsAndKeepsEveryRow() {
        Dataset<Row> made = Steps.made(AGENTS, "type = user-agent, column = ua");

        assertThat(made.schema().simpleString())
                .isEqualTo("struct<ua:string,ua_device_class:string,ua_operating_system_name:string,"
                        + "ua_agent_class:string,ua_agent_name:string,ua_agent_version_major:string,_item:bigint>");
        assertThat(Steps.rows(made.drop("ua")))
                .containsExactly(
                        "[Desktop,Windows NT,Browser,Chrome,109,7]",
                        "[Phone,iOS,Browser,Safari,16,7]",
                        "[Robot,Microsoft Cloud,Robot,Bingbot,2,7]",
                        "[null,null,null,null,null,8]",
                        "[null,null,null,null,null,8]",
                        "[Desktop,Windows NT,Browser,Chrome,109,8]");
    }

    @Test
    void makesWhatIsNotKnownNull() {
        List<String> rows = Steps.rows(Steps.made(
                AGENTS.replace(CHROME, "SomethingNobodyKnows/1.0"),
                "type = user-agent, column = ua, prefix = \"\","
                        + " fields = [device-brand, operating-system-version, agent-language-code, agent-name]"));

        assertThat(rows.get(0)).startsWith("[SomethingNobodyKnows/1.0,null,null,null,");
        assertThat(String.join("", rows)).doesNotContain("Unknown").doesNotContain("??");
    }

    @Test
    void givesTheSameWithGeneratedCode() {
        SparkSession generating = LocalSpark.session().newSession();
        generating.conf().set("spark.sql.codegen.wholeStage", "true");
        generating.conf().set("spark.sql.codegen.factoryMode", "CODEGEN_ONLY");

        assertThat(Steps.rows(Steps.made(generating, AGENTS, "type = user-agent, column = ua")))
                .isEqualTo(Steps.rows(Steps.made(AGENTS, "type = user-agent, column = ua")));
    }

    @Test
    void readsAnAgentOnceAndRemembersIt() {
        UserAgents agents = UserAgents.of(List.of(UserAgentField.AGENT_NAME));

        assertThat(UserAgents.of(List.of(UserAgentField.AGENT_NAME))).isSameAs(agents);
        assertThat(agents.read(PHONE)).isSameAs(agents.read(new String(PHONE.toCharArray())));
        assertThat(agents.read(PHONE).getString(0)).isEqualTo("Safari");
    }

    @Test
    void asksOnlyForFieldsThatYauaaKnows() {
        List<String> known =
                UserAgentAnalyzer.newBuilder().delayInitialization().build().getAllPossibleFieldNamesSorted();

        assertThat(known)
                .containsAll(Arrays.stream(UserAgentField.values())
                        .map(UserAgentField::yauaaName)
                        .toList());
    }

    @Test
    void saysWhatIsWrong() {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> Steps.made(AGENTS, "type = user-agent, column = agent"))
                .withMessageStartingWith("Cannot build table \"made\": \"agent\" is not a column of its input")
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Code.SETTINGS));
        assertThat(Steps.problems("type = user-agent, column = ua\nfields = []"))
                .containsExactly("2 fields names no field; such as device-class, agent-name");
        assertThat(Steps.problems("type = user-agent, column = ua\nfields = [browser]"))
                .hasSize(1)
                .allMatch(one -> one.startsWith("2 fields[0] \"browser\" is not one of device-class, device-name,"));
        assertThat(Steps.step("type = user-agent, column = ua").combinesRows()).isFalse();
        assertThat(Steps.step("type = user-agent, column = ua").inputs()).containsExactly("t");
    }
}
