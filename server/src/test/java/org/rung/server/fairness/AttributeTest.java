package org.rung.server.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeTest {
  @ParameterizedTest
  @CsvSource({
    "SEX, F, female",
    "SEX, Woman, female",
    "SEX, m, male",
    "SEX, Non-binary, another",
    "SEX, Prefer not to say, ''",
    "ETHNICITY, Two or more races, Two or more races",
    "ETHNICITY, Black or  African American, Black or African American",
    "BIRTH_YEAR, 1984, 1984",
    "BIRTH_YEAR, 1984-03-07, 1984",
    "BIRTH_YEAR, 7/3/1984, 1984",
    "AGE_GROUP, 30-39, under 40",
    "AGE_GROUP, 40 to 49, 40 or over",
    "AGE_GROUP, under 30, under 40",
    "AGE_GROUP, 65+, 40 or over",
    "AGE_GROUP, 40 or over, 40 or over",
    "DISABILITY, Yes, yes",
    "VETERAN, 0, no",
    "VETERAN, declined, ''"
  })
  void understandsWhatFilesWrite(Attribute attribute, String cell, String value) {
    assertThat(attribute.read(cell)).contains(value);
  }

  @ParameterizedTest
  @CsvSource({
    "SEX, femle",
    "SEX, 1",
    "ETHNICITY, =1+1",
    "ETHNICITY, @cmd",
    "BIRTH_YEAR, 84",
    "BIRTH_YEAR, 7/3/84",
    "BIRTH_YEAR, 1784",
    "BIRTH_YEAR, 2031",
    "AGE_GROUP, 35-45",
    "AGE_GROUP, 49-40",
    "AGE_GROUP, 43",
    "DISABILITY, maybe",
    "VETERAN, 2"
  })
  void guessesNothing(Attribute attribute, String cell) {
    assertThat(attribute.read(cell)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sex", "Race/Ethnicity", "DATE_OF_BIRTH", "age group", "Veteran status"})
  void knowsColumnsByTheirNames(String column) {
    assertThat(Attribute.of(column)).isPresent();
  }
}
