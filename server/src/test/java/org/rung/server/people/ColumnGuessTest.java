package org.rung.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rung.server.files.TabularFile;

class ColumnGuessTest {
  private static final LocalDate DAY = LocalDate.of(2020, 6, 30);

  @Test
  void knowsTheColumnsOfAUsualExport() {
    Mapping mapping =
        guess(
            "EmployeeID,Job Titles,Department,Full or Part-Time,Salary or Hourly,Typical Hours,Annual Salary,Hourly Rate,Hire Date,Reports To",
            "1001,Clerk,Water,F,Salary,,\"54321.00\",,3/15/19,1003",
            "1002,Cook,Water,P,Hourly,20,,18.50,12/31/98,1003",
            "1003,Chief,Fire,F,Salary,,121000,,1/2/03,");
    assertThat(mapping.at(ImportColumn.PERSON_ID)).isZero();
    assertThat(mapping.at(ImportColumn.JOB_TITLE)).isEqualTo(1);
    assertThat(mapping.at(ImportColumn.DEPARTMENT)).isEqualTo(2);
    assertThat(mapping.at(ImportColumn.FULL_PART)).isEqualTo(3);
    assertThat(mapping.at(ImportColumn.PAY_BASIS)).isEqualTo(4);
    assertThat(mapping.at(ImportColumn.WEEKLY_HOURS)).isEqualTo(5);
    assertThat(mapping.at(ImportColumn.ANNUAL_PAY)).isEqualTo(6);
    assertThat(mapping.at(ImportColumn.HOURLY_PAY)).isEqualTo(7);
    assertThat(mapping.at(ImportColumn.HIRED_ON)).isEqualTo(8);
    assertThat(mapping.at(ImportColumn.MANAGER_ID)).isEqualTo(9);
    assertThat(mapping.dayFirst()).isFalse();
  }

  @Test
  void believesTheValuesWhereTheNameSaysOtherwise() {
    // “Salary” holds pay an hour.
    Mapping mapping =
        guess(
            "id,title,Salary,Hourly",
            "1,Clerk,18.50,60000",
            "2,Cook,21.00,70000",
            "3,Cook,19,65000");
    assertThat(mapping.at(ImportColumn.ANNUAL_PAY)).isEqualTo(-1);
    assertThat(mapping.at(ImportColumn.HOURLY_PAY)).isEqualTo(-1);
  }

  @Test
  void knowsCodesAndWordsWithoutTellingNames() {
    Mapping mapping =
        guess(
            "a,position,b,c,d",
            "E-00001,Clerk,full-time,hourly,1",
            "E-00002,Cook,part-time,hourly,1",
            "E-00003,Clerk,full-time,salary,2",
            "E-00004,Clerk,full-time,salary,2",
            "E-00005,Nurse,part-time,salary,2");
    assertThat(mapping.at(ImportColumn.PERSON_ID)).isZero();
    assertThat(mapping.at(ImportColumn.FULL_PART)).isEqualTo(2);
    assertThat(mapping.at(ImportColumn.PAY_BASIS)).isEqualTo(3);
  }

  @Test
  void knowsRequisitionsFromPeople() {
    Mapping mapping =
        guess(
            "requisition,job title,opened,filled,cost",
            "R-1,Clerk,2019-01-02,2019-03-04,4100",
            "R-2,Cook,2019-02-02,,");
    assertThat(mapping.kind()).isEqualTo(ImportKind.HIRING);
    assertThat(mapping.columns()).hasSize(5);
  }

  @ParameterizedTest(name = "{0} is {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "54321|false|5432100",
        "54321.5|false|5432150",
        "$1,234.00|false|123400",
        "1,234,567|false|123456700",
        "USD 18.505|false|1851",
        "1.234,56 €|true|123456",
        "1 234,5|true|123450",
        "55.000|true|5500000",
        "34,86|true|3486",
        "(12.50)|false|-1250",
        "-5|false|-500",
        "0.00|false|0",
      })
  void readsAmountsAsTheyAreWritten(String text, boolean comma, long hundredths) {
    assertThat(Amounts.hundredths(text, comma)).isEqualTo(hundredths);
  }

  @ParameterizedTest(name = "{0} is no amount")
  @CsvSource(
      delimiter = '|',
      value = {
        "n/a|false",
        "12,34|false",
        "1,2345|false",
        "1.2.3|false",
        "=A1*2|false",
        "12k|false",
        "#REF!|false",
        "1.23|true",
        "--5|false",
        ".|false",
        "99999999999999999999|false"
      })
  void refusesWhatIsNoAmount(String text, boolean comma) {
    assertThat(Amounts.hundredths(text, comma)).isEqualTo(Amounts.NONE);
  }

  @Test
  void seesTheDecimalCommaInAColumn() {
    assertThat(Amounts.decimalComma(List.of("1.234,50", "55,00"), true)).isTrue();
    assertThat(Amounts.decimalComma(List.of("1,234.50", "55.00"), true)).isFalse();
    assertThat(Amounts.decimalComma(List.of("55.000", "61.500"), true)).isTrue();
    assertThat(Amounts.decimalComma(List.of("55,000", "61,500"), false)).isFalse();
    assertThat(Amounts.decimalComma(List.of("55000", "61500"), false)).isFalse();
  }

  @ParameterizedTest(name = "{0} is {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "2019-02-28|false|2019-02-28",
        "2019-02-28 00:00:00|false|2019-02-28",
        "2/28/2019|false|2019-02-28",
        "28/2/2019|true|2019-02-28",
        "2/28/19|false|2019-02-28",
        "3/15/98|false|1998-03-15",
        "28.02.2019|false|2019-02-28",
        "28 Feb 2019|false|2019-02-28",
        "28-FEB-19|false|2019-02-28",
        "February 28, 2019|false|2019-02-28",
        "20190228|false|2019-02-28",
        "2019/02/28|false|2019-02-28",
      })
  void readsDaysAsTheyAreWritten(String text, boolean dayFirst, LocalDate day) {
    assertThat(Days.parse(text, dayFirst, DAY)).contains(day);
  }

  @ParameterizedTest(name = "{0} is no day")
  @CsvSource({"2019-02-30", "13/13/2019", "00/00/0000", "yesterday", "45000", "2019", "1/2/3"})
  void refusesWhatIsNoDay(String text) {
    assertThat(Days.parse(text, false, DAY)).isEmpty();
  }

  @Test
  void readsTheDayInAFileName() {
    assertThat(Days.inName("2020-06-30.csv")).contains(DAY);
    assertThat(Days.inName("staff_20200630_final.xlsx")).contains(DAY);
    assertThat(Days.inName("roster_2020-06.csv")).contains(DAY);
    assertThat(Days.inName("staff-1234567.csv")).isEqualTo(Optional.empty());
    assertThat(Days.inName("staff.csv")).isEmpty();
  }

  private static Mapping guess(String header, String... lines) {
    List<TabularFile.Row> rows = new ArrayList<>();
    for (String line : lines) {
      rows.add(
          new TabularFile.Row(rows.size() + 2, List.of(line.replace("\"", "").split(",", -1))));
    }
    return ColumnGuess.of(List.of(header.split(",")), rows, false);
  }
}
