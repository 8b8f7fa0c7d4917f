package dev.rondo.examples.support;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SupportDeskTest {
  private static final Pattern ORDER = Pattern.compile("#(\\d{5})");
  private final List<SupportTicket> tickets = new SupportDesk(7).tickets(500);

  @Test
  void everyIntentIsAsked() {
    assertEquals(
        Intent.all().stream().map(Intent::intent).collect(toSet()),
        tickets.stream().map(SupportTicket::intent).collect(toSet()));
    assertTrue(Intent.all().size() >= 20);
  }

  @Test
  void noTwoTicketsAskTheSame() {
    assertEquals(
        tickets.size(), tickets.stream().map(SupportTicket::instruction).distinct().count());
  }

  @Test
  void repliesNameOnlyOrdersThatCustomersNamed() {
    for (SupportTicket ticket : tickets) {
      Matcher replied = ORDER.matcher(ticket.response());
      while (replied.find()) {
        assertTrue(ticket.instruction().contains(replied.group()), ticket.toString());
      }
    }
  }

  @Test
  void casesEndWithTheLastDigitsOfTheOrder() {
    for (SupportTicket ticket : tickets) {
      Matcher asked = ORDER.matcher(ticket.instruction());
      if (asked.find()) {
        assertTrue(
            ticket.response().contains("-" + asked.group(1).substring(2) + "."), ticket.toString());
      }
    }
  }

  @Test
  void plusMembersAreServedFirst() {
    for (SupportTicket ticket : tickets) {
      assertEquals(
          ticket.instruction().contains("Plus"),
          ticket.response().contains("As a Plus member"),
          ticket.toString());
    }
  }

  @Test
  void noPlaceholderIsLeft() {
    assertTrue(tickets.stream().noneMatch(ticket -> ticket.toString().contains("{")));
  }
}
