using Infra.NixHost.Hosts.Nix;

namespace Infra.NixHost.Hosts.Tests.Nix;

internal sealed class MissingFeatureTests
{
    [TestCase(
        "error: a 'x86_64-linux' with features {kvm} is required to build '/s/x.drv', but I am a 'x86_64-linux' with features {benchmark}",
        TestName = "Nix_2_8_and_2_26"
    )]
    [TestCase(
        "error: Cannot build '/s/x.drv'.\nReason: required system or feature not available\nRequired system: 'x86_64-linux' with features {kvm}\nCurrent system: 'x86_64-linux' with features {}",
        TestName = "Newer_releases"
    )]
    [TestCase(
        "error: Cannot build '/s/x.drv'.\nReason: missing system features\nRequired features: {kvm}\nAvailable features: {big-parallel}",
        TestName = "Nix_2_34"
    )]
    public void A_build_that_needs_KVM_says_so_in_the_words_of(string text) =>
        Assert.That(MissingFeature.Hint(text), Does.Contain("needs KVM"));

    [Test]
    public void Another_feature_is_named() =>
        Assert.That(
            MissingFeature.Hint(
                "error: a 'x86_64-linux' with features {odd} is required to build '/s/x.drv', but I am a 'x86_64-linux'"
            ),
            Does.Contain("the features {odd}")
        );

    [TestCase("error: builder failed with exit code 1", ExpectedResult = true)]
    [TestCase("error: required system or feature not available", ExpectedResult = false)]
    [TestCase("error: Cannot build '/s/x.drv'.\nReason: platform mismatch", ExpectedResult = false)]
    public bool Only_a_missing_feature_has_a_hint(string text) => MissingFeature.Hint(text) is null;
}
