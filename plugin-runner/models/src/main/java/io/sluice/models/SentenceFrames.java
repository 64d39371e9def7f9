package io.sluice.models;

/** The wording of questions, instructions and statements, with gaps for words. */
final class SentenceFrames {

  /** A frame on each line; {@code _} is a gap. */
  static final String FRAMES =
      """
      how do i _ my _
      how can i _ the _ of a _
      what is the _ of _
      what is a _ _
      what are the _ for _ and _
      why is my _ not _
      why does the _ _ when i _
      where can i find _ in _
      when will the _ be _
      who is the _ of the _
      who _ the _ in _
      can i _ a _ with my _
      can you _ me the _ of _
      could you please _ the _ for me
      i want to _ my _
      i would like to _ a _ for _
      i need _ with my _ _
      i have a _ that _
      my _ was _ and i did not _ it
      there is a _ on my _ that i do not _
      tell me about _ _
      tell me how to _ a _
      please _ this _ into _
      write a _ about _ and _
      is it possible to _ a _ without _
      is there a _ for _
      do you _ _ in _
      does the _ have a _
      did the _ _ the _
      what should i do if my _ is _
      what happens when _ _
      how much does a _ _ cost
      how many _ are in a _
      how long does it take to _ _
      how long will my _ _
      which _ is the best _ for _
      the _ is _ and _
      the _ of the _ _ in _
      _ and _ are _
      _ is a _ _ of _
      _ _
      _ _ _
      explain _ in _
      give me a _ of _ from _
      show me all _ with _
      list the _ of _
      compare _ and _
      what is the difference between _ and _
      are there any _ _ near _
      i think my _ has been _
      it says that the _ _ , why ?
      the _ that i _ last _ has not _ yet
      what time does the _ _
      will it _ in _ on _
      set a _ for _
      turn _ the _ in the _
      find _ _ by _
      describe the _ in which _ _
      some _ _ were _ by the _
      at the _ , _ _ with _
      this _ can be _ from _ to _
      if _ then _
      in _ , a _ is _ that _ _
      _ ' s _
      _ for _
      if i _ _ , will my _ _
      should i _ or _ my _
      i am _ to _ in _ , what _ do i need ?
      help me _ _
      _ - _ _
      """;

  private SentenceFrames() {}
}
