package io.sluice.router.complexity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a word says about the text that it stands in. */
enum WordKind {
  WHO_WHEN("who when where whom whose"),
  WHAT("what which"),
  HOW_MANY("many much long far old total altogether remaining left"),
  HOW("how"),
  WHY("why explain because reason describe discuss compare"),
  YES_NO("is are does do did can could was were will would should has have"),
  NEGATION("not except never false incorrect least neither nor cannot without untrue"),
  ALL_NONE("all none both neither above following statements statement"),
  CONDITION("if suppose assume given let consider when unless provided"),
  QUANTITY(
      "each every per times twice half third quarter double triple percent average ratio rate"),
  COMPARISON("more less fewer than most greater larger smaller higher lower"),
  MATHEMATICS(
      "prove theorem integer integers polynomial function equation equations matrix vector prime"
          + " derivative integral probability triangle angle value values real positive compute"
          + " evaluate simplify solve group ring field finite frac sqrt cdot"),
  CODE(
      "def return import class int str string list array print code python java function for while"
          + " elif self true false none null assert len range sql html api bug"),
  SCIENCE(
      "cell cells protein energy force mass charge electron voltage current temperature pressure"
          + " reaction acid velocity gas enzyme gene dna atom molecule wavelength solution"),
  LAW("court defendant plaintiff statute law contract liable constitutional state jury tort held"),
  REQUEST("write implement create generate find calculate determine list give summarize translate"),
  FUNCTION(
      "the a an of to in on at and or for with by from as that this it he she they his her their");

  /** The longest word that any kind has, in characters, with room to spare. */
  static final int LONGEST = 24;

  private static final Map<String, List<WordKind>> KINDS = new HashMap<>();

  static {
    for (var kind : values()) {
      for (var word : kind.words.split(" ", -1)) {
        KINDS.computeIfAbsent(word, any -> new ArrayList<>()).add(kind);
      }
    }
  }

  private final String words;

  WordKind(String words) {
    this.words = words;
  }

  /** Returns the kinds of a word in lower case, mostly none. */
  static List<WordKind> of(String word) {
    return KINDS.getOrDefault(word, List.of());
  }
}
