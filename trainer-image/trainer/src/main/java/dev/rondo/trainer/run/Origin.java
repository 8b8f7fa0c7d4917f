package dev.rondo.trainer.run;

/**
 * Where a run begins: at the very start, or on from another run's state.
 *
 * @param step optimizer steps of the lineage before its own first: RNG keys and records count on
 *     from there
 * @param scheduleStep steps of the learning rate's schedule that count as done
 * @param place in the data
 */
record Origin(long step, long scheduleStep, Place place) {
  static final Origin START = new Origin(0, 0, Place.START);

  /**
   * A place in the data: rows of an epoch consumed.
   *
   * @param epoch from 0
   * @param row how many rows of it, in its order
   */
  record Place(int epoch, int row) {
    static final Place START = new Place(0, 0);
  }
}
