namespace Infra.Engine.State;

/// <summary>How long operations on a resource may take, in seconds; 0 means the provider's own default.</summary>
public sealed record CustomTimeouts(double Create, double Update, double Delete, double Read);
