namespace Infra.Engine.Secrets;

/// <summary>What a checkpoint records about the provider of its secrets (<c>secrets_providers</c>).</summary>
/// <param name="Type">The kind: <c>passphrase</c> or <c>b64</c>; others are known by name but not offered here.</param>
/// <param name="Json">Its <c>state</c> as JSON text, e.g. <c>{"salt":"v1:…"}</c>; <c>null</c> when it has none.</param>
public sealed record SecretsProviderState(string Type, string? Json);
