package io.sluice.router.guard;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What words of a sentence that only pushes are about, in several languages. */
enum Talk {
  /** What answers. */
  MODEL(
      """
      model models ai llm llms gpt chatgpt claude gemini opus assistant system engine agent
      modell modelle modells ki modèle modèles ia modelo modelos modello модель модели модел
      """),
  /** What sends to what answers. */
  ROUTER(
      """
      tier tiers router routing gpt-4 gpt-4o gpt-5 gpt4 gpt5 gpt-5.1 gpt-5 o1 o3 tier premium flagship
      frontier tarif stufe niveau nivel
      """),
  /** What is done with a model. */
  USE(
      """
      want pay available use using route send forward call pick choose select switch escalate assign hand give handle
      handled needs need requires require deserves demands must upgrade prefer answer process
      verwende verwenden nutze nutzen benutze braucht erfordert leite schicke utilise utilisez
      emploie choisis nécessite exige envoie usa utiliza emplea elige necesita requiere envía
      utilizza scegli используй используйте выбери нужна нужен требует
      """),
  /** How good it is to be. */
  BEST(
      """
      best strongest powerful capable smartest smart strong intelligent advanced premium top largest
      biggest expensive costliest highest flagship frontier expert latest greatest maximum full
      beste besten bestes stärkste stärksten stärkstes leistungsfähigste leistungsfähigsten
      klügste klügsten teuerste teuersten puissant meilleur intelligent capable avancé cher potente
      mejor inteligente capaz avanzado caro migliore melhor мощную мощная сильную лучшую умную самую
      """),
  /** What is at hand. */
  THIS(
      """
      this it these that following here my our dies diese dieser dieses es das folgende ceci cette
      ce cet c'est esto esta este eso questo questa isso este это эта этот
      """),
  /** What is asked, without saying what. */
  TASK(
      """
      task tasks question questions problem problems request prompt query job assignment challenge
      matter case work proof theorem answer answering answered solve solving aufgabe frage problem anfrage auftrag beweis tâche question
      problème demande requête preuve tarea pregunta problema solicitud consulta prueba compito
      tarefa pergunta задача задание вопрос запрос проблема
      """),
  /** How hard or weighty it is. */
  HARD(
      """
      complex complicated difficult hard hardest challenging tough phd phd-level doctoral doctorate
      expert expert-level graduate graduate-level professor-level sophisticated intricate nontrivial
      specialist specialists expertise experience interdisciplinary multi-step multistep disciplines
      scientific complexity difficulty profound wissenschaftliche äußerst extrem extrêmement
      extremadamente estremamente чрезвычайно очень
      non-trivial demanding advanced rigorous olympiad olympiad-level research-level world-class
      critical crucial urgent important vital serious extraordinary extremely highly
      schwierig schwierige schwierigste schwer schwere komplex komplexe anspruchsvoll anspruchsvolle
      wichtig dringend difficile difficiles complexe exigeant exigeante ardue important urgente
      urgent difícil compleja complejo complicada complicado exigente importante complesso
      complessa complexo complexa сложная сложный сложное трудная трудный важная важный срочно
      """),
  /** What a mind is told to do. */
  THINK(
      """
      consider spend think thinking reason reasoning deliberate ponder reflect analyse analyze effort denke denk
      überlege überleg nachdenken réfléchis réfléchissez raisonne piensa razona reflexiona pensa
      ragiona подумай думай рассуждай
      """),
  /** How a mind is told to do it. */
  HOW(
      """
      step steps step-by-step carefully deeply deep hard harder hardest thoroughly rigorously
      exhaustively verify justified edge long maximum possible breath slowly chain thought schritt schritte sorgfältig gründlich
      étape étapes soigneusement profondément paso pasos cuidadosamente profundamente passo шаг шагом
      шагам тщательно глубоко
      """),
  /** What is at stake. */
  STAKES(
      """
      career lives life depends depend stake stakes million millions fired boss ceo tip lawsuit
      disaster consequences mistakes mistake wrong lost cost board directors flawless absolutely
      certain incident priority top critical emergency deadline promotion exam karriere leben
      vie carrière vida carrera
      """),
  /** What a taker-over does to what was told before. */
  DROP(
      """
      ignore disregard forget override bypass overrule ignoriere vergiss missachte ignore ignorez
      oublie oubliez ignora olvida dimentica esqueça игнорируй забудь
      """),
  /** What was told before. */
  TOLD(
      """
      instructions instruction previous prior above rules guidelines prompt everything restrictions
      anweisungen anweisung vorherigen regeln alles précédentes consignes règles tout instrucciones
      anteriores reglas todo istruzioni instruções инструкции предыдущие правила все всё
      """),
  /** Whom a taker-over makes of the assistant. */
  ROLE(
      """
      pretend roleplay role-play rp simulate simulating jailbreak jailbroken dan unfiltered uncensored
      unrestricted unhinged persona developer amoral immoral unethical immersive embody impersonate
      act acting forked chatbot darkgpt betterdan
      """),
  /** Who is spoken to, or what it is said to be and to say. */
  PERSONA(
      """
      you your you're you'll yourself u chatgpt gpt openai ai dan character persona respond response
      responses reply replies answer answers prompt prompts rules instructions restrictions policy
      policies guidelines ethics ethical moral morals immoral illegal legality filter filters
      unfiltered uncensored censorship confines freed abide refuse refuses roleplay jailbreak
      jailbroken simulate pretend act acting chatbot amoral unethical speak never always ever du dein deine sie ihr tu vous votre tú
      eres usted ты вы
      """),
  /** What a sentence calls that which stands beside it. */
  BESIDE(
      """
      following below above attached code function method class script program programm snippet
      error bug exception query formula equation equations expression integral sum series matrix
      csv json xml log logs string fehler funktion formel gleichung folgende folgenden folgender
      suivant suivante erreur fonction équation siguiente siguientes код функция функцию ошибка интеграл уравнение выражение следующий
      код código función ecuación
      """),
  /** Boilerplate of lawyers. */
  NOTICE(
      """
      confidential privileged intended recipient disclaimer hereby herein hereof hereinafter
      hereunder thereof merchantability implied express provisions provision indemnities addressee
      solely laws clause parties claims section fitness thereof pursuant notwithstanding foregoing indemnify indemnification liability warranties
      warranty disclose disclosure unauthorised unauthorized prohibited reserved thereto whereas
      aforementioned jurisdiction severability governing parties undersigned vertraulich empfänger
      haftung unbefugt confidentiel destinataire confidencial destinatario
      """);

  private static final Map<String, Set<Talk>> OF = all();

  private final String words;

  Talk(String words) {
    this.words = words;
  }

  /**
   * Returns what a word is about.
   *
   * @param word in lower case
   */
  static Set<Talk> of(String word) {
    return OF.getOrDefault(word, Set.of());
  }

  private static Map<String, Set<Talk>> all() {
    var all = new HashMap<String, Set<Talk>>();
    for (var talk : values()) {
      Arrays.stream(talk.words.split("\\s+"))
          .forEach(word -> all.computeIfAbsent(word, w -> EnumSet.noneOf(Talk.class)).add(talk));
    }
    return Map.copyOf(all);
  }
}
