package io.sluice.cache.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cache.guard.Verdict.Different;
import io.sluice.cache.guard.Verdict.Same;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {

  private final Guard guard = new Guard();

  @ParameterizedTest(name = "{0} | {1} | {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          number     | Remind me in 5 minutes                   | Remind me in 15 minutes
          number     | Remind me in five minutes                | Remind me in six minutes
          number     | The 3rd of the list                      | The 4th of the list
          number     | Is it worth $1,000?                      | Is it worth $10,000?
          number     | What is new in version 2.1.3             | What is new in version 2.1.4
          number     | Wake me at 7:30                          | Wake me at 7:45
          number     | Is twenty one odd                        | Is twenty three odd
          date       | What is open on Monday                   | What is open on Tuesday
          date       | Meet at 8 am                             | Meet at 8 pm
          date       | Weather in May in June                   | Weather in May in July
          date       | Will it rain tomorrow                    | Will it rain
          date       | How many days are left                   | How many weeks are left
          unit       | Convert it to miles                      | Convert it to kilometers
          negation   | Which plugs are allowed                  | Which plugs are not allowed
          negation   | My card works in the shop                | My card doesn't work in the shop
          negation   | Why do users log in without a password   | Why do users log in by a password
          negation   | It is open but not locked                | It is locked but not open
          polarity   | How do I enable the filter?              | How do I disable the filter?
          polarity   | Should I buy shares                      | Should I sell shares
          polarity   | What comes before the call               | What comes after the call
          polarity   | turn the light on                        | turn the light off
          entity     | Flights to Lisbon                        | Flights to Porto
          entity     | Flights to New York                      | Flights to New Orleans
          entity     | Paint it green                           | Paint it blue
          entity     | How tall is Ada Smythe                   | How tall is Ada Quill
          entity     | How many euros is that                   | How many francs is that
          direction  | Trains from Paris to Rome                | Trains from Rome to Paris
          order      | Did Germany beat Brazil                  | Did Brazil beat Germany
          order      | Is iron heavier than gold                | Is gold heavier than iron
          order      | Convert usd to gbp                       | Convert gbp to usd
          quantifier | It takes at least a day                  | It takes at most a day
          target     | Who founded the company                  | When was the company founded
          language   | Translate it to French                   | Translate it to German
          language   | Wie hoch ist der Berg                    | How high is the mountain
          language   | 黑豹队的防守丢了分                        | The defense of the team
          code       | What does `read_all` return              | What does `read_any` return
          code       | What does max_size mean                  | What does min_size mean
          code       | What is 2 + 3                            | What is 2 * 3
          code       | Is C++ fun                               | Is C# fun
          quote      | Who wrote "The Glass Bead"               | Who wrote "The Iron Heel"
          word       | How do I cook quinoa at home             | How do I cook bulgur at home
          word       | Wo finde ich den Schlüssel für den Keller | Wann kommt die Rechnung für den Strom
          """)
  void tellsApart(String reason, String asked, String stored) {
    assertThat(guard.compare(asked, stored))
        .isInstanceOfSatisfying(
            Different.class, why -> assertThat(why.reason().label()).isIn(reason, also(reason)));
    assertThat(guard.compare(stored, asked)).isInstanceOf(Different.class);
  }

  /** "Heavier than" may be told by either; in German every noun has a name's capital. */
  private static String also(String reason) {
    return switch (reason) {
      case "order" -> "comparison";
      case "word" -> "entity";
      default -> reason;
    };
  }

  @ParameterizedTest(name = "{0} | {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          How do I reset my password?          | how do i reset my password
          How do I reset my password           | HOW DO I RESET MY PASSWORD??
          Which Cities Are Near The Sea        | which cities are near the sea
          What is my limit?                    | What's my limit
          I don't see the charge               | I do not see the charge
          Close my account                     | Hi there, could you please close my account? Thanks!
          Cancel the order                     | Cancel teh odrer
          Cancel the order of the restaurant   | Cancel the order of the restauratn
          Cancel it, pelase                    | Cancel it
          How do I top up                      | How do I top-up
          How do I top up                      | How do I topup
          Remind me in 5 minutes               | Remind me in five minutes
          It costs $20                         | It costs 20 dollars
          It costs 1,000 euros                 | It costs 1000 euro
          On the 2nd of March                  | On the 2 of march
          Why is my card declined              | Why are my cards declined
          Can I use a card in the US           | Can I use a card in the United States
          How can I get apples and pears       | How can I get pears and apples
          Explain the French Revolution        | Tell me about the French Revolution
          这本书多少钱                          | 这本书多少钱？
          """)
  void takesAnEditOfNoMeaningForTheSameWording(String asked, String stored) {
    assertThat(guard.compare(asked, stored))
        .isInstanceOfSatisfying(Same.class, same -> assertThat(same.wording()).isTrue());
    assertThat(guard.compare(stored, asked))
        .isInstanceOfSatisfying(Same.class, same -> assertThat(same.wording()).isTrue());
  }

  @ParameterizedTest(name = "{0} | {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          How can I change the code of my card   | What must I do to pick another code for the card
          The setting is not optional            | The setting is mandatory
          The report was made by the team        | The team made the report that was asked for
          Pass it the `name` of the `table`      | The `table` has a `name` that it takes
          Where is the museum                    | What is the address of the museum
          """)
  void leavesAParaphraseToTheEmbeddings(String asked, String stored) {
    assertThat(guard.compare(asked, stored))
        .isInstanceOfSatisfying(Same.class, same -> assertThat(same.wording()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "?", "please", "`", "```", "\"", "'", "no,", "1)", "\ud83d"})
  void readsATextOfAlmostNothing(String text) {
    assertThat(guard.compare(text, text + " ").isSame()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"`", "\"", "a`\"'(x 9,9.9 ", "9,", "a.", "from a to b ", "twenty ", "中"})
  void comparesWhatIsMeantToStallIt(String part) {
    var text = part.repeat(Guard.LONGEST / part.length());

    assertThat(guard.compare(text, text.substring(1) + "z")).isNotNull();
  }

  @Test
  void holdsNoTextPastTheLimitForTheSame() {
    var text = "a ".repeat(Guard.LONGEST);

    assertThat(guard.compare(text, text))
        .isEqualTo(new Different(Reason.LENGTH, "more than 16384 characters"));
  }

  @Test
  void neverTellsWhatAQuestionSays() {
    var why = (Different) guard.compare("Is Xanadu in Oslo", "Is Xanadu in Cairo");

    assertThat(why).isEqualTo(new Different(Reason.ENTITY, "place"));
  }
}
