namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>One line of a guest, read as a report.</summary>
/// <param name="Report">The report, or <c>null</c> when the line is not a valid one.</param>
/// <param name="Fault">The first thing that is wrong with the line, as a clause; empty for a valid one.</param>
internal sealed record GuestLine(GuestReport? Report, string Fault);
