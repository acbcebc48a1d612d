package io.pgcairn.daemon.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks whatever others want to know, over an ordinary connection for each question.
 *
 * @param settings of each session, as a server's command line takes them: {@code -c name=value}
 */
public record TextQueries(PostgresConnector connector, String settings) {
    private static final int MOST_ROWS = 100_000;

    /** The rows of an answer as texts, SQL's null as an empty one; at most a hundred thousand. */
    public List<List<String>> rows(String query) throws PostgresException {
        try (Connection connection = connector.sql(settings);
                Statement statement = connection.createStatement()) {
            statement.setMaxRows(MOST_ROWS);
            try (ResultSet result = statement.executeQuery(query)) {
                return rows(result);
            }
        } catch (SQLException e) {
            throw PostgresConnector.translate(
                    "cannot ask " + connector.settings().servers() + " in database "
                            + connector.settings().database(),
                    e);
        }
    }

    private static List<List<String>> rows(ResultSet result) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
            List<String> row = new ArrayList<>(columns);
            for (int i = 1; i <= columns; i++) {
                String value = result.getString(i);
                row.add(value == null ? "" : value);
            }
            rows.add(row);
        }
        return rows;
    }
}
